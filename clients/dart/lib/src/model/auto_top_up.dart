//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/auto_top_up_paused_because_enum.dart';
import 'package:gopay_client/src/model/auto_top_up_state_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_top_up.g.dart';

/// An automatic top-up as its person sees it (for the schema; `top_up_answer` writes it).
///
/// Properties:
/// * [currency]
/// * [state]
/// * [pausedBecause]
/// * [threshold]
/// * [amount]
/// * [monthlyCap]
/// * [sourceId]
/// * [fetched] - Of the cap, in the month of the last deposit.
/// * [deposits] - How many were started so far.
/// * [transactionId] - The deposit under way, if there is one.
/// * [lastRunAt]
/// * [confirmedAt]
@BuiltValue()
abstract class AutoTopUp implements Built<AutoTopUp, AutoTopUpBuilder> {
  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'state')
  AutoTopUpStateEnum get state;
  // enum stateEnum {  ACTIVE,  PAUSED,  OFF,  };

  @BuiltValueField(wireName: r'paused_because')
  AutoTopUpPausedBecauseEnum? get pausedBecause;
  // enum pausedBecauseEnum {  FAILURES,  DEVICE,  SOURCE,  OPERATOR,  };

  @BuiltValueField(wireName: r'threshold')
  String get threshold;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'monthly_cap')
  String get monthlyCap;

  @BuiltValueField(wireName: r'source_id')
  String get sourceId;

  /// Of the cap, in the month of the last deposit.
  @BuiltValueField(wireName: r'fetched')
  String get fetched;

  /// How many were started so far.
  @BuiltValueField(wireName: r'deposits')
  int get deposits;

  /// The deposit under way, if there is one.
  @BuiltValueField(wireName: r'transaction_id')
  String? get transactionId;

  @BuiltValueField(wireName: r'last_run_at')
  DateTime? get lastRunAt;

  @BuiltValueField(wireName: r'confirmed_at')
  DateTime get confirmedAt;

  AutoTopUp._();

  factory AutoTopUp([void updates(AutoTopUpBuilder b)]) = _$AutoTopUp;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AutoTopUpBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AutoTopUp> get serializer => _$AutoTopUpSerializer();
}

class _$AutoTopUpSerializer implements PrimitiveSerializer<AutoTopUp> {
  @override
  final Iterable<Type> types = const [AutoTopUp, _$AutoTopUp];

  @override
  final String wireName = r'AutoTopUp';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AutoTopUp object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(AutoTopUpStateEnum),
    );
    yield r'paused_because';
    yield object.pausedBecause == null ? null : serializers.serialize(
      object.pausedBecause,
      specifiedType: const FullType.nullable(AutoTopUpPausedBecauseEnum),
    );
    yield r'threshold';
    yield serializers.serialize(
      object.threshold,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'monthly_cap';
    yield serializers.serialize(
      object.monthlyCap,
      specifiedType: const FullType(String),
    );
    yield r'source_id';
    yield serializers.serialize(
      object.sourceId,
      specifiedType: const FullType(String),
    );
    yield r'fetched';
    yield serializers.serialize(
      object.fetched,
      specifiedType: const FullType(String),
    );
    yield r'deposits';
    yield serializers.serialize(
      object.deposits,
      specifiedType: const FullType(int),
    );
    yield r'transaction_id';
    yield object.transactionId == null ? null : serializers.serialize(
      object.transactionId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'last_run_at';
    yield object.lastRunAt == null ? null : serializers.serialize(
      object.lastRunAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'confirmed_at';
    yield serializers.serialize(
      object.confirmedAt,
      specifiedType: const FullType(DateTime),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AutoTopUp object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AutoTopUpBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AutoTopUpStateEnum),
          ) as AutoTopUpStateEnum;
          result.state = valueDes;
          break;
        case r'paused_because':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(AutoTopUpPausedBecauseEnum),
          ) as AutoTopUpPausedBecauseEnum?;
          if (valueDes == null) continue;
          result.pausedBecause = valueDes;
          break;
        case r'threshold':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.threshold = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'monthly_cap':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.monthlyCap = valueDes;
          break;
        case r'source_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.sourceId = valueDes;
          break;
        case r'fetched':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fetched = valueDes;
          break;
        case r'deposits':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.deposits = valueDes;
          break;
        case r'transaction_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.transactionId = valueDes;
          break;
        case r'last_run_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.lastRunAt = valueDes;
          break;
        case r'confirmed_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.confirmedAt = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AutoTopUp deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AutoTopUpBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


