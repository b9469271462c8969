//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/step_up_request.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'new_auto_recharge_request.g.dart';

/// What is to be bought, and when: `every_days` or `day_of_month`. Dates are where I live (`time_zone` of `/me`).
///
/// Properties:
/// * [pin]
/// * [stepUp]
/// * [msisdn]
/// * [operator_] - A code; without it the number says, now and for ever.
/// * [product] - A code; without it, airtime.
/// * [amount]
/// * [currency]
/// * [everyDays]
/// * [dayOfMonth] - In a month without it, the last day instead.
/// * [startDate] - The first due date; without it, the next that fits.
@BuiltValue()
abstract class NewAutoRechargeRequest implements Built<NewAutoRechargeRequest, NewAutoRechargeRequestBuilder> {
  @BuiltValueField(wireName: r'pin')
  String get pin;

  @BuiltValueField(wireName: r'step_up')
  StepUpRequest? get stepUp;

  @BuiltValueField(wireName: r'msisdn')
  String get msisdn;

  /// A code; without it the number says, now and for ever.
  @BuiltValueField(wireName: r'operator')
  String? get operator_;

  /// A code; without it, airtime.
  @BuiltValueField(wireName: r'product')
  String? get product;

  @BuiltValueField(wireName: r'amount')
  String get amount;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'every_days')
  int? get everyDays;

  /// In a month without it, the last day instead.
  @BuiltValueField(wireName: r'day_of_month')
  int? get dayOfMonth;

  /// The first due date; without it, the next that fits.
  @BuiltValueField(wireName: r'start_date')
  Date? get startDate;

  NewAutoRechargeRequest._();

  factory NewAutoRechargeRequest([void updates(NewAutoRechargeRequestBuilder b)]) = _$NewAutoRechargeRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(NewAutoRechargeRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<NewAutoRechargeRequest> get serializer => _$NewAutoRechargeRequestSerializer();
}

class _$NewAutoRechargeRequestSerializer implements PrimitiveSerializer<NewAutoRechargeRequest> {
  @override
  final Iterable<Type> types = const [NewAutoRechargeRequest, _$NewAutoRechargeRequest];

  @override
  final String wireName = r'NewAutoRechargeRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    NewAutoRechargeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'pin';
    yield serializers.serialize(
      object.pin,
      specifiedType: const FullType(String),
    );
    if (object.stepUp != null) {
      yield r'step_up';
      yield serializers.serialize(
        object.stepUp,
        specifiedType: const FullType(StepUpRequest),
      );
    }
    yield r'msisdn';
    yield serializers.serialize(
      object.msisdn,
      specifiedType: const FullType(String),
    );
    if (object.operator_ != null) {
      yield r'operator';
      yield serializers.serialize(
        object.operator_,
        specifiedType: const FullType(String),
      );
    }
    if (object.product != null) {
      yield r'product';
      yield serializers.serialize(
        object.product,
        specifiedType: const FullType(String),
      );
    }
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
    if (object.everyDays != null) {
      yield r'every_days';
      yield serializers.serialize(
        object.everyDays,
        specifiedType: const FullType(int),
      );
    }
    if (object.dayOfMonth != null) {
      yield r'day_of_month';
      yield serializers.serialize(
        object.dayOfMonth,
        specifiedType: const FullType(int),
      );
    }
    if (object.startDate != null) {
      yield r'start_date';
      yield serializers.serialize(
        object.startDate,
        specifiedType: const FullType(Date),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    NewAutoRechargeRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required NewAutoRechargeRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'pin':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.pin = valueDes;
          break;
        case r'step_up':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(StepUpRequest),
          ) as StepUpRequest?;
          if (valueDes == null) continue;
          result.stepUp.replace(valueDes);
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
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.operator_ = valueDes;
          break;
        case r'product':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.product = valueDes;
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
            specifiedType: const FullType.nullable(Date),
          ) as Date?;
          if (valueDes == null) continue;
          result.startDate = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  NewAutoRechargeRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = NewAutoRechargeRequestBuilder();
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


