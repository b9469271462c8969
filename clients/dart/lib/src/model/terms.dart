//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/settle_to_enum.dart';
import 'package:gopay_client/src/model/settlement_period_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'terms.g.dart';

/// How a merchant is settled with, and where its money is now.
///
/// Properties:
/// * [currency]
/// * [period]
/// * [periods] - Which the owner may choose.
/// * [minimum]
/// * [reservePercent] - Of each settlement, kept back by GoPay.
/// * [reserveDays]
/// * [settleTo]
/// * [nextSettlementAt]
/// * [takings] - Taken and not settled.
/// * [payable] - Settled and not paid out.
/// * [sending] - On its way to a bank.
/// * [reserve] - Kept back.
@BuiltValue()
abstract class Terms implements Built<Terms, TermsBuilder> {
  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'period')
  SettlementPeriodEnum get period;
  // enum periodEnum {  INSTANT,  HOURLY,  DAILY,  WEEKLY,  };

  /// Which the owner may choose.
  @BuiltValueField(wireName: r'periods')
  BuiltList<String> get periods;

  @BuiltValueField(wireName: r'minimum')
  String get minimum;

  /// Of each settlement, kept back by GoPay.
  @BuiltValueField(wireName: r'reserve_percent')
  String get reservePercent;

  @BuiltValueField(wireName: r'reserve_days')
  int get reserveDays;

  @BuiltValueField(wireName: r'settle_to')
  SettleToEnum get settleTo;
  // enum settleToEnum {  WALLET,  BANK,  };

  @BuiltValueField(wireName: r'next_settlement_at')
  DateTime? get nextSettlementAt;

  /// Taken and not settled.
  @BuiltValueField(wireName: r'takings')
  String get takings;

  /// Settled and not paid out.
  @BuiltValueField(wireName: r'payable')
  String get payable;

  /// On its way to a bank.
  @BuiltValueField(wireName: r'sending')
  String get sending;

  /// Kept back.
  @BuiltValueField(wireName: r'reserve')
  String get reserve;

  Terms._();

  factory Terms([void updates(TermsBuilder b)]) = _$Terms;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TermsBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Terms> get serializer => _$TermsSerializer();
}

class _$TermsSerializer implements PrimitiveSerializer<Terms> {
  @override
  final Iterable<Type> types = const [Terms, _$Terms];

  @override
  final String wireName = r'Terms';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Terms object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'period';
    yield serializers.serialize(
      object.period,
      specifiedType: const FullType(SettlementPeriodEnum),
    );
    yield r'periods';
    yield serializers.serialize(
      object.periods,
      specifiedType: const FullType(BuiltList, [FullType(String)]),
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
    yield r'settle_to';
    yield serializers.serialize(
      object.settleTo,
      specifiedType: const FullType(SettleToEnum),
    );
    yield r'next_settlement_at';
    yield object.nextSettlementAt == null ? null : serializers.serialize(
      object.nextSettlementAt,
      specifiedType: const FullType.nullable(DateTime),
    );
    yield r'takings';
    yield serializers.serialize(
      object.takings,
      specifiedType: const FullType(String),
    );
    yield r'payable';
    yield serializers.serialize(
      object.payable,
      specifiedType: const FullType(String),
    );
    yield r'sending';
    yield serializers.serialize(
      object.sending,
      specifiedType: const FullType(String),
    );
    yield r'reserve';
    yield serializers.serialize(
      object.reserve,
      specifiedType: const FullType(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Terms object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TermsBuilder result,
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
        case r'period':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettlementPeriodEnum),
          ) as SettlementPeriodEnum;
          result.period = valueDes;
          break;
        case r'periods':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(String)]),
          ) as BuiltList<String>;
          result.periods.replace(valueDes);
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
        case r'settle_to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(SettleToEnum),
          ) as SettleToEnum;
          result.settleTo = valueDes;
          break;
        case r'next_settlement_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(DateTime),
          ) as DateTime?;
          if (valueDes == null) continue;
          result.nextSettlementAt = valueDes;
          break;
        case r'takings':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.takings = valueDes;
          break;
        case r'payable':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.payable = valueDes;
          break;
        case r'sending':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.sending = valueDes;
          break;
        case r'reserve':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.reserve = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Terms deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TermsBuilder();
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


