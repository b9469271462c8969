//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/auto_run.dart';
import 'package:gopay_client/src/model/auto_recharge_state_enum.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/auto_recharge_paused_because_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'auto_recharge_detail.g.dart';

/// An auto-recharge (for the schema; `auto_recharge_answer` writes it).
///
/// Properties:
/// * [id]
/// * [state]
/// * [pausedBecause]
/// * [msisdn]
/// * [operator_] - A code.
/// * [operatorName]
/// * [product] - A code.
/// * [productName]
/// * [amount]
/// * [currency]
/// * [everyDays]
/// * [dayOfMonth]
/// * [startDate]
/// * [timeZone] - Mine when it was made. It is bought at 08:00 there.
/// * [nextDueOn] - Null unless active.
/// * [runsMade]
/// * [createdAt]
/// * [runs] - The newest ten due dates.
@BuiltValue()
abstract class AutoRechargeDetail implements Built<AutoRechargeDetail, AutoRechargeDetailBuilder> {
  @BuiltValueField(wireName: r'id')
  String get id;

  @BuiltValueField(wireName: r'state')
  AutoRechargeStateEnum get state;
  // enum stateEnum {  ACTIVE,  PAUSED,  ENDED,  };

  @BuiltValueField(wireName: r'paused_because')
  AutoRechargePausedBecauseEnum? get pausedBecause;
  // enum pausedBecauseEnum {  PERSON,  FAILURES,  DEVICE,  OPERATOR,  };

  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  /// A code.
  @BuiltValueField(wireName: r'operator')
  String get operator_;

  @BuiltValueField(wireName: r'operator_name')
  String get operatorName;

  /// A code.
  @BuiltValueField(wireName: r'product')
  String get product;

  @BuiltValueField(wireName: r'product_name')
  String get productName;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'every_days')
  int? get everyDays;

  @BuiltValueField(wireName: r'day_of_month')
  int? get dayOfMonth;

  @BuiltValueField(wireName: r'start_date')
  Date get startDate;

  /// Mine when it was made. It is bought at 08:00 there.
  @BuiltValueField(wireName: r'time_zone')
  String get timeZone;

  /// Null unless active.
  @BuiltValueField(wireName: r'next_due_on')
  Date? get nextDueOn;

  @BuiltValueField(wireName: r'runs_made')
  int get runsMade;

  @BuiltValueField(wireName: r'created_at')
  DateTime get createdAt;

  /// The newest ten due dates.
  @BuiltValueField(wireName: r'runs')
  BuiltList<AutoRun> get runs;

  AutoRechargeDetail._();

  factory AutoRechargeDetail([void updates(AutoRechargeDetailBuilder b)]) = _$AutoRechargeDetail;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(AutoRechargeDetailBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<AutoRechargeDetail> get serializer => _$AutoRechargeDetailSerializer();
}

class _$AutoRechargeDetailSerializer implements PrimitiveSerializer<AutoRechargeDetail> {
  @override
  final Iterable<Type> types = const [AutoRechargeDetail, _$AutoRechargeDetail];

  @override
  final String wireName = r'AutoRechargeDetail';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    AutoRechargeDetail object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'id';
    yield serializers.serialize(
      object.id,
      specifiedType: const FullType(String),
    );
    yield r'state';
    yield serializers.serialize(
      object.state,
      specifiedType: const FullType(AutoRechargeStateEnum),
    );
    yield r'paused_because';
    yield object.pausedBecause == null ? null : serializers.serialize(
      object.pausedBecause,
      specifiedType: const FullType.nullable(AutoRechargePausedBecauseEnum),
    );
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    yield r'operator';
    yield serializers.serialize(
      object.operator_,
      specifiedType: const FullType(String),
    );
    yield r'operator_name';
    yield serializers.serialize(
      object.operatorName,
      specifiedType: const FullType(String),
    );
    yield r'product';
    yield serializers.serialize(
      object.product,
      specifiedType: const FullType(String),
    );
    yield r'product_name';
    yield serializers.serialize(
      object.productName,
      specifiedType: const FullType(String),
    );
    yield r'amount';
    yield serializers.serialize(
      object.amount,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'every_days';
    yield object.everyDays == null ? null : serializers.serialize(
      object.everyDays,
      specifiedType: const FullType.nullable(int),
    );
    yield r'day_of_month';
    yield object.dayOfMonth == null ? null : serializers.serialize(
      object.dayOfMonth,
      specifiedType: const FullType.nullable(int),
    );
    yield r'start_date';
    yield serializers.serialize(
      object.startDate,
      specifiedType: const FullType(Date),
    );
    yield r'time_zone';
    yield serializers.serialize(
      object.timeZone,
      specifiedType: const FullType(String),
    );
    yield r'next_due_on';
    yield object.nextDueOn == null ? null : serializers.serialize(
      object.nextDueOn,
      specifiedType: const FullType.nullable(Date),
    );
    yield r'runs_made';
    yield serializers.serialize(
      object.runsMade,
      specifiedType: const FullType(int),
    );
    yield r'created_at';
    yield serializers.serialize(
      object.createdAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'runs';
    yield serializers.serialize(
      object.runs,
      specifiedType: const FullType(BuiltList, [FullType(AutoRun)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    AutoRechargeDetail object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required AutoRechargeDetailBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.id = valueDes;
          break;
        case r'state':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(AutoRechargeStateEnum),
          ) as AutoRechargeStateEnum;
          result.state = valueDes;
          break;
        case r'paused_because':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(AutoRechargePausedBecauseEnum),
          ) as AutoRechargePausedBecauseEnum?;
          if (valueDes == null) continue;
          result.pausedBecause = valueDes;
          break;
        case r'msisdn':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.msisdn = valueDes;
          break;
        case r'operator':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.operator_ = valueDes;
          break;
        case r'operator_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.operatorName = valueDes;
          break;
        case r'product':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.product = valueDes;
          break;
        case r'product_name':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.productName = valueDes;
          break;
        case r'amount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.amount = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'every_days':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.everyDays = valueDes;
          break;
        case r'day_of_month':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(int),
          ) as int?;
          if (valueDes == null) continue;
          result.dayOfMonth = valueDes;
          break;
        case r'start_date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.startDate = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.timeZone = valueDes;
          break;
        case r'next_due_on':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.nextDueOn = valueDes;
          break;
        case r'runs_made':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.runsMade = valueDes;
          break;
        case r'created_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.createdAt = valueDes;
          break;
        case r'runs':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(AutoRun)]),
          ) as BuiltList<AutoRun>;
          result.runs.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  AutoRechargeDetail deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = AutoRechargeDetailBuilder();
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


