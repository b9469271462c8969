//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/settle_to_enum.dart';
import 'package:gopay_client/src/model/settlement_period_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'settled_to.g.dart';

/// SettledTo
///
/// Properties:
/// * [to]
/// * [sourceId]
/// * [destination] - In words.
/// * [notBefore] - A new bank account waits until then.
/// * [period]
/// * [minimum] - Less than this waits for more.
/// * [reservePercent]
/// * [reserveDays]
@BuiltValue()
abstract class SettledTo implements Built<SettledTo, SettledToBuilder> {
  @BuiltValueField(wireName: r'to')
  SettleToEnum get to;
  // enum toEnum {  WALLET,  BANK,  };

  @BuiltValueField(wireName: r'source_id')
  String? get sourceId;

  /// In words.
  @BuiltValueField(wireName: r'destination')
  String get destination;

  /// A new bank account waits until then.
  @BuiltValueField(wireName: r'not_before')
  DateTime? get notBefore;

  @BuiltValueField(wireName: r'period')
  SettlementPeriodEnum get period;
  // enum periodEnum {  INSTANT,  HOURLY,  DAILY,  WEEKLY,  };

  /// Less than this waits for more.
  @BuiltValueField(wireName: r'minimum')
  String get minimum;

  @BuiltValueField(wireName: r'reserve_percent')
  String get reservePercent;

  @BuiltValueField(wireName: r'reserve_days')
  int get reserveDays;

  SettledTo._();

  factory SettledTo([void updates(SettledToBuilder b)]) = _$SettledTo;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SettledToBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SettledTo> get serializer => _$SettledToSerializer();
}

class _$SettledToSerializer implements PrimitiveSerializer<SettledTo> {
  @override
  final Iterable<Type> types = const [SettledTo, _$SettledTo];

  @override
  final String wireName = r'SettledTo';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SettledTo object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(SettleToEnum),
    );
    yield r'source_id';
    yield object.sourceId == null ? null : serializers.serialize(
      object.sourceId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'destination';
    yield serializers.serialize(
      object.destination,
      specifiedType: const FullType(String),
    );
    yield r'not_before';
    yield object.notBefore == null ? null : serializers.serialize(
      object.notBefore,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'period';
    yield serializers.serialize(
      object.period,
      specifiedType: const FullType(SettlementPeriodEnum),
    );
    yield r'minimum';
    yield serializers.serialize(
      object.minimum,
      specifiedType: const FullType(String),
    );
    yield r'reserve_percent';
    yield serializers.serialize(
      object.reservePercent,
      specifiedType: const FullType(String),
    );
    yield r'reserve_days';
    yield serializers.serialize(
      object.reserveDays,
      specifiedType: const FullType(int),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SettledTo object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SettledToBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettleToEnum),
          ) as SettleToEnum;
          result.to = valueDes;
          break;
        case r'source_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.sourceId = valueDes;
          break;
        case r'destination':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.destination = valueDes;
          break;
        case r'not_before':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.notBefore = valueDes;
          break;
        case r'period':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettlementPeriodEnum),
          ) as SettlementPeriodEnum;
          result.period = valueDes;
          break;
        case r'minimum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.minimum = valueDes;
          break;
        case r'reserve_percent':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reservePercent = valueDes;
          break;
        case r'reserve_days':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.reserveDays = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SettledTo deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SettledToBuilder();
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


